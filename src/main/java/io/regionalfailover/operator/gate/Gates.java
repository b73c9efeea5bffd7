package io.regionalfailover.operator.gate;

import io.regionalfailover.dns.gate.GateBook;
import io.regionalfailover.dns.gate.GateState;
import io.regionalfailover.dns.gate.GateWord;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The gates of all zones, by hosted zone. What an earlier process said is said from the first moment on. */
public final class Gates {
    private final Optional<String> ownRegion;
    private final GateFolder folder;
    private final InstantSource clock;
    private final Map<String, OpenGate> gates = new ConcurrentHashMap<>();

    /**
     * The gates as an earlier process left them.
     *
     * @param ownRegion the region in which this process stands
     * @param folder where they outlive the process
     * @param clock steady
     * @param trouble is told a sentence on what goes wrong with the folder
     */
    public Gates(Optional<String> ownRegion, Path folder, InstantSource clock, Consumer<String> trouble) {
        this.ownRegion = ownRegion;
        this.folder = new GateFolder(folder, trouble);
        this.clock = clock;
        this.folder.load().forEach((zone, state) -> gates.put(zone, open(zone, state)));
    }

    private OpenGate open(String zone, GateState state) {
        return new OpenGate(new GateBook(ownRegion, state, clock.instant(), next -> folder.save(zone, next)), clock);
    }

    /** The gate of a hosted zone. */
    public OpenGate of(String zone) {
        return gates.computeIfAbsent(zone, id -> open(id, GateState.EMPTY));
    }

    /** What is said of a region of a zone. Of what nobody asked about before, nothing. */
    public GateWord word(String zone, String region) {
        OpenGate gate = gates.get(zone);
        return gate == null ? GateWord.UNDECIDED : gate.word(region);
    }
}
