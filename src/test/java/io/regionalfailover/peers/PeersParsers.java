package io.regionalfailover.peers;

import static io.regionalfailover.testing.fuzz.Parser.require;

import io.regionalfailover.testing.fuzz.Parser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The parsers of what other instances say. */
public final class PeersParsers {
    private static final String HASH = "0123456789abcdef";

    private static final String MESSAGE = """
            {"version":1,"installation":"i","vantagePoint":"east","process":"%1$s","sequence":2,"follows":1,\
            "echo":["%1$s",1],"policies":[{"policy":"shop/checkout","spec":"%1$s","epoch":42,\
            "checks":[["east","frontend","%1$s","Failing",3,5,6,7,9,"HTTP 503"]],"rooms":[["web",20,2,42]]}],\
            "gone":["shop/old"],"parcels":[["2/_failover.a","cell a\\nset"]]}""".formatted(HASH);

    private PeersParsers() {}

    /** All of them. */
    public static List<Parser> all() {
        return List.of(Parser.ofText(
                "peer-message",
                List.of(MESSAGE, MESSAGE.replace("HTTP 503", "\\ud83d\\ude00 \\ud800")),
                PeersParsers::message));
    }

    private static void message(String text) throws MalformedMessageException {
        Message message;
        try {
            message = MessageCodec.decode(text.getBytes(StandardCharsets.UTF_8));
        } catch (MalformedMessageException e) {
            require(e.getMessage() != null, "a refusal without a word");
            return;
        }
        byte[] again = MessageCodec.encode(message);
        require(MessageCodec.decode(again).equals(message), "a message that is not read back");
    }
}
