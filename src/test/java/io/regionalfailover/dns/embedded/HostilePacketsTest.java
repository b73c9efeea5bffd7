package io.regionalfailover.dns.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.regionalfailover.dns.embedded.Responder.Transport;
import io.regionalfailover.dns.embedded.ZoneState.StoredSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;

/** Whatever comes in, what goes out is nothing or a sound and short response. */
class HostilePacketsTest {
    private static final int PACKETS = 100_000;

    private final Responder responder = responder();
    private final byte[] to = new byte[Responder.LONGEST];

    private static Responder responder() {
        ZoneState state = new ZoneState(
                SampleZone.APEX,
                SampleZone.SERVERS,
                1,
                1,
                SampleZone.sets().stream()
                        .collect(Collectors.groupingBy(
                                set -> set.name(), Collectors.mapping(StoredSet::of, Collectors.toList()))));
        Catalog catalog = Catalog.EMPTY.with(ZoneAnswers.of(state));
        return Asking.responder(() -> catalog, 3);
    }

    @Test
    void randomBytesAndBrokenQuestions() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<byte[]> sound = questions();
        int answered = 0;
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = random.nextInt(4) == 0
                    ? noise(random)
                    : broken(random, sound.get(random.nextInt(sound.size())).clone());
            Transport transport = random.nextBoolean() ? Transport.UDP : Transport.TCP;
            String what = "seed " + seed + ", packet " + i + ": " + Arrays.toString(packet);
            int length = responder.respond(packet, packet.length, to, Asking.asker(transport), random);
            if (length == 0) {
                continue;
            }
            answered++;
            assertThat(length).as(what).isBetween(12, transport == Transport.UDP ? 1_232 : Responder.LONGEST);
            assertThat(transport == Transport.TCP || length <= 3 * packet.length)
                    .as(what)
                    .isTrue();
            assertThat(to[0] == packet[0] && to[1] == packet[1]).as(what).isTrue();
            assertThat(to[2] & 0x80).as(what).isEqualTo(0x80);
            if (i % 10 == 0) {
                assertThat(Asking.parsed(Arrays.copyOf(to, length))).as(what).isNotNull();
            }
        }
        assertThat(answered).isGreaterThan(PACKETS / 4);
    }

    private static List<byte[]> questions() {
        List<byte[]> questions = new ArrayList<>();
        for (String question : new String[] {
            "www.example.com A",
            "chain.example.com A +edns=1232 +do",
            "big.example.com TXT +edns=4096",
            "x.wild.example.com AAAA",
            "big.example.com TXT +edns=1232 +cookie",
            "example.com NS +rd",
            "nobody.example.com ANY"
        }) {
            Message message = Asking.message(question);
            questions.add(message.toWire());
        }
        return questions;
    }

    private static byte[] noise(Random random) {
        byte[] packet = new byte[random.nextInt(600)];
        random.nextBytes(packet);
        return packet;
    }

    private static byte[] broken(Random random, byte[] packet) {
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            packet[random.nextInt(packet.length)] = (byte) random.nextInt(256);
        }
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(packet, random.nextInt(packet.length));
            case 1 -> Arrays.copyOf(packet, packet.length + random.nextInt(50));
            default -> packet;
        };
    }

    @Test
    void responsesAreNotAnswered() {
        byte[] response = Asking.message("www.example.com A").toWire();
        response[2] |= (byte) 0x80;
        assertThat(responder.respond(response, response.length, to, Asking.asker(Transport.UDP), new Random(1)))
                .isZero();
        assertThat(responder.respond(response, 11, to, Asking.asker(Transport.UDP), new Random(1)))
                .isZero();
    }

    @Test
    void brokenQuestionsAreSaidToBe() {
        byte[] question = Asking.message("www.example.com A +edns=1232").toWire();
        byte[] two = question.clone();
        two[5] = 2;
        byte[] none = question.clone();
        none[5] = 0;
        byte[] pointer = question.clone();
        pointer[12] = (byte) 0xC0;
        byte[] twoOptions = Arrays.copyOf(question, question.length + 11);
        System.arraycopy(question, question.length - 11, twoOptions, question.length, 11);
        twoOptions[11] = 2;
        byte[] cut = Arrays.copyOf(question, question.length - 1);
        for (byte[] wire : List.of(two, none, pointer, twoOptions, cut)) {
            int length = responder.respond(wire, wire.length, to, Asking.asker(Transport.UDP), new Random(1));
            assertThat(Asking.line(Asking.parsed(Arrays.copyOf(to, length))))
                    .matches("FORMERR( no question)? qr \\|.*");
        }
    }
}
