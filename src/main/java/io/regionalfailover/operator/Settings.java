package io.regionalfailover.operator;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings of the process. */
@ConfigMapping(prefix = "regional-failover")
public interface Settings {
    /** One for all instances that share zones; part of every owner's mark. */
    @WithDefault("default")
    String installationId();

    /** The Region this instance stands in: its name as a vantage point. */
    Optional<String> region();

    /** The only namespace that may publish in a zone without grants. */
    Optional<String> operatorNamespace();

    /** What probes may connect to. */
    Probe probe();

    /** Budgets of DNS providers. */
    Dns dns();

    /** How fast health may move policies. */
    Velocity velocity();

    /** Which of several replicas carries out policies. */
    LeaderElection leaderElection();

    /** Base URLs of the instances in other regions; none when absent. */
    Optional<List<String>> peers();

    /** Holds the token that all peers share. */
    Optional<Path> peerTokenFile();

    /** How peers know each other. */
    PeerTls peerTls();

    /** Whose policies and TrafficShifts are carried out; all when absent. */
    Optional<List<String>> namespaces();

    /** The page for people. */
    Console console();

    /** Where Route 53 asks this instance about regions. */
    Gate gate();

    /** How often every policy is read back and compared. */
    @WithDefault("60s")
    Duration resync();

    /** Where Route 53 asks this instance about regions. */
    interface Gate {
        /** The port, plain HTTP; 0 for a free one. Nothing is opened when absent. */
        OptionalInt port();

        /** The address that it is opened on. */
        @WithDefault("0.0.0.0")
        String address();

        /** Where what was said is kept; a folder under the temporary one when absent. */
        Optional<Path> stateDir();
    }

    /** How peers know each other. */
    interface PeerTls {
        /** The certificate of this instance with its chain, in PEM; it serves with it and shows it to peers. */
        Optional<Path> certificateFile();

        /** Its key, in PEM, without a password. */
        Optional<Path> keyFile();

        /** Who signs the certificates of peers, in PEM; theirs as clients are then asked for, too. The JDK's roots when absent. */
        Optional<Path> caFile();

        /** The address that the TLS port is opened on. */
        @WithDefault("0.0.0.0")
        String address();

        /** The TLS port; 0 for a free one. */
        @WithDefault("8443")
        int port();
    }

    /** The page for people, beside health and metrics. */
    interface Console {
        /** Whether it is served. */
        @WithDefault("false")
        boolean enabled();

        /** Whether this very machine needs no token, as through a port that is forwarded. */
        @WithDefault("true")
        boolean openOnLoopback();

        /** Names beside those of this machine that it is asked for by, without ports. */
        Optional<List<String>> hosts();

        /** That a token must be for; the API server's own when absent. */
        Optional<String> audience();
    }

    /** Which of several replicas carries out policies. */
    interface LeaderElection {
        /** Whether policies wait for a Lease in the operator's namespace; without, every process carries them out. */
        @WithDefault("false")
        boolean enabled();

        /** The Lease's name. */
        @WithDefault("regional-failover-operator")
        String leaseName();

        /** How long the Lease holds without being renewed. */
        @WithDefault("30s")
        Duration leaseDuration();

        /** After how long without renewal the holder warns; below the lease's duration. */
        @WithDefault("20s")
        Duration renewDeadline();

        /** How often the Lease is renewed. */
        @WithDefault("4s")
        Duration retryPeriod();
    }

    /** What probes may connect to. */
    interface Probe {
        /** Addresses that no probe connects to, in CIDR notation; the defaults when absent. */
        Optional<List<String>> deniedCidrs();

        /** Exceptions from the above. */
        Optional<List<String>> allowedCidrs();
    }

    /** Budgets of DNS providers. */
    interface Dns {
        /** Of Route 53. */
        @WithName("route53")
        Budget route53();

        /** The server of our own. */
        Embedded embedded();

        /** The server of our own. */
        interface Embedded {
            /** For UDP and TCP; 0 for a free one. */
            @WithDefault("8053")
            int port();

            /** The address that it answers on; all of this machine's when absent. */
            Optional<String> address();

            /** Where the zones are kept; a folder under the temporary one when absent. */
            Optional<Path> stateDir();

            /** Alike responses over UDP to one network that has not proven its address; 0 for no limit. */
            @WithDefault("100")
            int responsesPerSecond();
        }

        /** A budget of requests, for all zones of an account. */
        interface Budget {
            /** Requests per second, above 0. */
            @WithDefault("5")
            double requestsPerSecond();

            /** Requests at once, at least 1. */
            @WithDefault("20")
            int burst();
        }
    }

    /** How fast health may move policies. */
    interface Velocity {
        /** In how many regions at once health may move more than a handful of policies within ten minutes, at least 1. */
        @WithDefault("1")
        int maxRegionsDraining();
    }
}
