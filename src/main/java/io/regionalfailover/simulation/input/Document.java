package io.regionalfailover.simulation.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One YAML document.
 *
 * @param file where it stands, for errors
 * @param content what it holds
 */
record Document(String file, Map<?, ?> content) {
    private static final int LARGEST = 1024 * 1024;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(LARGEST)
            .setMaxAliasesForCollections(50)
            .setAllowDuplicateKeys(false)
            .build();

    /**
     * The documents of a file.
     *
     * @throws UnfitInputException when it cannot be read
     */
    static List<Document> in(Path file) {
        try {
            return in(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UnfitInputException(file + ": cannot be read ("
                    + e.getClass().getSimpleName() + "): a file of YAML documents is allowed");
        }
    }

    /** The documents of a text. */
    static List<Document> in(String file, String text) {
        List<Document> documents = new ArrayList<>();
        try {
            for (Object each : new Load(SETTINGS).loadAllFromString(text)) {
                switch (each) {
                    case null -> {}
                    case Map<?, ?> map -> documents.add(new Document(file, map));
                    default ->
                        throw new UnfitInputException(
                                file + ": a document is " + Fields.shown(each) + ": a mapping is allowed");
                }
            }
        } catch (MarkedYamlEngineException e) {
            throw new UnfitInputException(file + ": it is not YAML"
                    + e.getProblemMark()
                            .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
                            .orElse("")
                    + ": " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new UnfitInputException(file + ": it is not YAML: " + e.getMessage());
        }
        return documents;
    }
}
