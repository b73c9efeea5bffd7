package io.regionalfailover.chaos;

import io.regionalfailover.testing.route53.Change;
import io.regionalfailover.testing.route53.RecordSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What people do to the zone by hand. It ends at once; the operators mend it. */
final class HandEdits {
    private static final Set<String> ZONE = Set.of("zone");
    private static final long SOME_WEIGHT = 33;

    private final FleetShop shop;

    private HandEdits(FleetShop shop) {
        this.shop = shop;
    }

    static List<Breakage> of(FleetShop shop) {
        HandEdits edits = new HandEdits(shop);
        Runnable nothing = () -> {};
        return List.of(
                new Breakage("the zone is emptied", 2, ZONE, edits::empty, nothing),
                new Breakage("the fence is deleted", 2, ZONE, edits::deleteFence, nothing),
                new Breakage("a weight is edited", 3, ZONE, edits::editWeight, nothing),
                new Breakage("a record set is deleted", 2, ZONE, edits::deleteOne, nothing),
                new Breakage("a foreign set on our name", 1, ZONE, edits::addForeign, edits::removeForeign));
    }

    private void empty() {
        shop.zone()
                .edit(shop.zone().sets().stream()
                        .filter(set -> !set.equals(foreign()))
                        .map(Change::delete)
                        .toArray(Change[]::new));
    }

    private void deleteFence() {
        shop.zone().fence().forEach(fence -> shop.zone().edit(Change.delete(fence)));
    }

    private void editWeight() {
        first().ifPresent(set -> shop.zone().edit(Change.upsert(set.withWeight(SOME_WEIGHT))));
    }

    private void deleteOne() {
        first().ifPresent(set -> shop.zone().edit(Change.delete(set)));
    }

    private Optional<RecordSet> first() {
        return shop.zone().sets(shop.name(), "A").stream()
                .filter(set -> !set.equals(foreign()))
                .findFirst();
    }

    private RecordSet foreign() {
        return RecordSet.weighted(shop.name(), "A", FleetShop.FOREIGN, 0, 1, "127.0.0.9");
    }

    private void addForeign() {
        shop.zone().edit(Change.create(foreign()));
    }

    private void removeForeign() {
        if (!shop.zone().sets(shop.name(), "A").contains(foreign())) {
            throw new AssertionError("the foreign set is not there any more");
        }
        shop.zone().edit(Change.delete(foreign()));
    }
}
