package io.regionalfailover.placement;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A YAML document that somebody else wrote: bounded in size, depth and parts, without aliases, plain data only. */
final class YamlDocument {
    /** The largest document, in bytes. A kubeconfig with long chains of certificates is a tenth of it. */
    static final int LARGEST = 256 * 1024;

    private static final int DEEPEST = 20;
    private static final int MOST_EVENTS = 20_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(LARGEST)
            .setMaxAliasesForCollections(0)
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setAllowNonScalarKeys(false)
            .build();

    private YamlDocument() {}

    /**
     * The mapping that these bytes hold.
     *
     * @throws UnfitKubeconfig when they do not hold one, or more than is sensible; the parser's own words are left out,
     *     since they cite the text
     */
    static Map<?, ?> of(byte[] content) throws UnfitKubeconfig {
        if (content.length > LARGEST) {
            throw new UnfitKubeconfig("it has " + content.length + " bytes; allowed are at most " + LARGEST);
        }
        String text = text(content);
        try {
            inspect(text);
            if (new Load(SETTINGS).loadFromString(text) instanceof Map<?, ?> map) {
                return map;
            }
        } catch (MarkedYamlEngineException e) {
            throw new UnfitKubeconfig("it is not YAML"
                    + e.getProblemMark()
                            .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                            .orElse("")
                    + "; allowed is what kubectl reads, in YAML or JSON");
        } catch (YamlEngineException e) {
            throw new UnfitKubeconfig("it is not YAML; allowed is what kubectl reads, in YAML or JSON");
        }
        throw new UnfitKubeconfig(
                "it is not a mapping; allowed is what kubectl reads, with apiVersion v1 and kind Config");
    }

    private static String text(byte[] content) throws UnfitKubeconfig {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnfitKubeconfig("it is not UTF-8 text; allowed is what kubectl reads, in YAML or JSON");
        }
    }

    /** Looks at the document as it is parsed, before anything is built of it: a small text can describe a huge one. */
    private static void inspect(String text) throws UnfitKubeconfig {
        int depth = 0;
        int events = 0;
        for (Event event : new Parse(SETTINGS).parseString(text)) {
            events++;
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            } else if (event instanceof AliasEvent) {
                throw new UnfitKubeconfig(
                        "it has a YAML alias (*name); allowed is a document that spells everything out");
            }
            if (depth > DEEPEST || events > MOST_EVENTS) {
                throw new UnfitKubeconfig("it is nested deeper than " + DEEPEST + " levels or has more than "
                        + MOST_EVENTS + " parts; allowed is a plain kubeconfig");
            }
        }
    }
}
