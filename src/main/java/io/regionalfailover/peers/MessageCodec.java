package io.regionalfailover.peers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.regionalfailover.decision.CheckKey;
import io.regionalfailover.decision.Observation;
import io.regionalfailover.decision.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Messages as JSON. Whatever is read is bounded before it is looked at: bytes, depth, lengths of texts, numbers of entries,
 * ranges. Times are microseconds of the sender's own clock.
 */
final class MessageCodec {
    /** Of the form; another one is alive and has no vote. */
    static final int VERSION = 1;

    /** Policies in one message. */
    static final int MAX_POLICIES = 2_000;

    private static final int MAX_PARCELS = 1_000;
    private static final int MAX_CHECKS = 1_600;
    private static final int MAX_ROOMS = 20;
    private static final int CHECK_FIELDS = 10;
    private static final int ROOM_FIELDS = 4;
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxDocumentLength(PeerDesk.MAX_BODY)
                    .maxNestingDepth(6)
                    .maxStringLength(Parcel.MOST_CHARACTERS)
                    .maxNumberLength(20)
                    .maxNameLength(32)
                    .build())
            .build());

    private MessageCodec() {}

    static byte[] encode(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeNumberField("version", VERSION);
            json.writeStringField("installation", message.installation());
            json.writeStringField("vantagePoint", message.vantagePoint());
            json.writeStringField("process", message.process());
            json.writeNumberField("sequence", message.sequence());
            json.writeNumberField("follows", message.follows());
            if (message.echo().isPresent()) {
                json.writeArrayFieldStart("echo");
                json.writeString(message.echo().get().process());
                json.writeNumber(message.echo().get().sequence());
                json.writeEndArray();
            }
            json.writeArrayFieldStart("policies");
            for (PolicyReport policy : message.policies()) {
                write(policy, json);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("gone");
            for (String gone : message.gone()) {
                json.writeString(gone);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("parcels");
            for (Parcel parcel : message.parcels()) {
                json.writeStartArray();
                json.writeString(parcel.key());
                json.writeString(parcel.text());
                json.writeEndArray();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(PolicyReport policy, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("policy", policy.policy());
        json.writeStringField("spec", policy.spec());
        json.writeNumberField("epoch", policy.epoch());
        json.writeArrayFieldStart("checks");
        for (CheckReport check : policy.checks()) {
            Observation seen = check.seen();
            json.writeStartArray();
            json.writeString(check.key().region());
            json.writeString(check.key().check());
            json.writeString(check.probe());
            json.writeString(seen.outcome().text());
            json.writeNumber(seen.streak());
            json.writeNumber(micros(seen.streakSeenAt()));
            json.writeNumber(micros(seen.lastBeganAt()));
            json.writeNumber(micros(seen.lastEndedAt()));
            json.writeNumber(seen.attempts());
            json.writeString(clipped(seen.message()));
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("rooms");
        for (RoomReport room : policy.rooms()) {
            json.writeStartArray();
            json.writeString(room.rule());
            json.writeNumber(room.desired());
            json.writeNumber(room.ready());
            json.writeNumber(room.epoch());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** @throws MalformedMessageException when it is not a message; nothing else, whatever the bytes are */
    static Message decode(byte[] bytes) throws MalformedMessageException {
        JsonFields fields = root(bytes);
        Optional<Message.Echo> echo = Optional.empty();
        if (fields.has("echo")) {
            JsonFields pair = new JsonFields(fields.list("echo", 2));
            echo = Optional.of(new Message.Echo(pair.text(0, TextForm.HASH), pair.number(1, Long.MAX_VALUE)));
        }
        List<PolicyReport> policies = new ArrayList<>();
        for (JsonNode policy : fields.list("policies", MAX_POLICIES)) {
            policies.add(policy(new JsonFields(policy)));
        }
        List<String> gone = new ArrayList<>();
        JsonFields names = new JsonFields(fields.list("gone", MAX_POLICIES));
        for (int i = 0; i < names.size(); i++) {
            gone.add(names.text(i, TextForm.NAME));
        }
        return new Message(
                fields.text("installation", TextForm.NAME),
                fields.text("vantagePoint", TextForm.NAME),
                fields.text("process", TextForm.HASH),
                fields.number("sequence", Long.MAX_VALUE),
                fields.number("follows", Long.MAX_VALUE),
                echo,
                policies,
                gone,
                fields.has("parcels") ? parcels(fields) : List.of());
    }

    private static List<Parcel> parcels(JsonFields fields) throws MalformedMessageException {
        List<Parcel> parcels = new ArrayList<>();
        for (JsonNode node : fields.list("parcels", MAX_PARCELS)) {
            JsonFields parcel = new JsonFields(node).of(2);
            parcels.add(new Parcel(parcel.text(0, TextForm.NAME), parcel.text(1, TextForm.PARCEL)));
        }
        return parcels;
    }

    private static PolicyReport policy(JsonFields fields) throws MalformedMessageException {
        List<CheckReport> checks = new ArrayList<>();
        for (JsonNode check : fields.list("checks", MAX_CHECKS)) {
            checks.add(check(new JsonFields(check)));
        }
        List<RoomReport> rooms = new ArrayList<>();
        for (JsonNode node : fields.list("rooms", MAX_ROOMS)) {
            JsonFields room = new JsonFields(node).of(ROOM_FIELDS);
            rooms.add(new RoomReport(
                    room.text(0, TextForm.NAME),
                    (int) room.number(1, Integer.MAX_VALUE),
                    (int) room.number(2, Integer.MAX_VALUE),
                    room.number(3, Long.MAX_VALUE)));
        }
        return new PolicyReport(
                fields.text("policy", TextForm.NAME),
                fields.text("spec", TextForm.HASH),
                fields.number("epoch", Long.MAX_VALUE),
                checks,
                rooms);
    }

    private static CheckReport check(JsonFields check) throws MalformedMessageException {
        check.of(CHECK_FIELDS);
        Observation seen = new Observation(
                outcome(check.text(3, TextForm.WORD)),
                (int) check.number(4, Integer.MAX_VALUE),
                instant(check.number(5, Long.MAX_VALUE)),
                instant(check.number(6, Long.MAX_VALUE)),
                instant(check.number(7, Long.MAX_VALUE)),
                (int) check.number(8, Integer.MAX_VALUE),
                check.text(9, TextForm.SENTENCE));
        return new CheckReport(
                new CheckKey(check.text(0, TextForm.NAME), check.text(1, TextForm.NAME)),
                check.text(2, TextForm.HASH),
                seen);
    }

    private static Outcome outcome(String text) throws MalformedMessageException {
        for (Outcome outcome : Outcome.values()) {
            if (outcome.text().equals(text)) {
                return outcome;
            }
        }
        throw new MalformedMessageException("an outcome is Passing, Failing or Unknown");
    }

    static byte[] encode(Message.Answer answer) {
        return bytes(object().put("version", VERSION)
                .put("installation", answer.installation())
                .put("vantagePoint", answer.vantagePoint())
                .put("process", answer.process())
                .put("holds", answer.holds()));
    }

    /** @throws MalformedMessageException when it is not an answer; nothing else, whatever the bytes are */
    static Message.Answer decodeAnswer(byte[] bytes) throws MalformedMessageException {
        JsonFields fields = root(bytes);
        return new Message.Answer(
                fields.text("installation", TextForm.NAME),
                fields.text("vantagePoint", TextForm.NAME),
                fields.text("process", TextForm.HASH),
                fields.number("holds", Long.MAX_VALUE));
    }

    static byte[] encodeHas(boolean has) {
        return bytes(object().put("version", VERSION).put("has", has));
    }

    /** @throws MalformedMessageException when it says neither; nothing else, whatever the bytes are */
    static boolean decodeHas(byte[] bytes) throws MalformedMessageException {
        return root(bytes).flag("has");
    }

    static byte[] encodeError(String sentence) {
        return bytes(object().put("version", VERSION).put("error", sentence));
    }

    private static JsonFields root(byte[] bytes) throws MalformedMessageException {
        if (bytes.length > PeerDesk.MAX_BODY) {
            throw new MalformedMessageException("more than " + PeerDesk.MAX_BODY + " bytes");
        }
        try {
            JsonNode node = JSON.readTree(bytes);
            JsonFields fields = new JsonFields(node == null ? JsonNodeFactory.instance.missingNode() : node);
            if (fields.number("version", Integer.MAX_VALUE) != VERSION) {
                throw new MalformedMessageException("version " + VERSION + " is spoken here");
            }
            return fields;
        } catch (JsonProcessingException e) {
            throw new MalformedMessageException("it is not JSON within bounds");
        } catch (IOException e) {
            throw new MalformedMessageException("it cannot be read");
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static byte[] bytes(ObjectNode node) {
        try {
            return JSON.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    private static long micros(Instant instant) {
        long micros =
                Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
        return Math.max(0, micros);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static String clipped(String text) {
        String plain =
                TextForm.SENTENCE.fits(text) ? text : CONTROLS.matcher(text).replaceAll(" ");
        return plain.length() <= TextForm.SENTENCE_MOST ? plain : plain.substring(0, TextForm.SENTENCE_MOST);
    }
}
