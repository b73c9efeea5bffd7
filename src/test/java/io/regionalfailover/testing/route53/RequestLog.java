package io.regionalfailover.testing.route53;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The requests that were received, in order. */
final class RequestLog {

    private final List<ApiRequest> requests = new ArrayList<>();

    /** A request under way. */
    final class Entry {
        private final int index;

        private Entry(int index) {
            this.index = index;
        }

        ApiRequest request() {
            synchronized (requests) {
                return requests.get(index);
            }
        }

        void changes(List<Change> changes) {
            synchronized (requests) {
                requests.set(index, requests.get(index).withChanges(changes));
            }
        }

        void end(String outcome) {
            synchronized (requests) {
                requests.set(index, requests.get(index).ended(outcome));
            }
        }
    }

    Entry begin(Instant at, ApiRoute route, String accessKeyId) {
        synchronized (requests) {
            requests.add(new ApiRequest(at, route.operation(), accessKeyId, route.zoneId(), List.of(), "Pending"));
            return new Entry(requests.size() - 1);
        }
    }

    List<ApiRequest> all() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }
}
