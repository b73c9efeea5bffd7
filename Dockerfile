# The operator's image. Package first, then build:
#
#   src/test/tools/maven package -DskipTests
#   docker build --tag registry.example.com/regional-failover-operator:0.1.0 .
#
# Where builds must be the same tomorrow, pin the base by its digest: eclipse-temurin:25-jre@sha256:…
FROM eclipse-temurin:25-jre AS program
ENV LANG=C.UTF-8
WORKDIR /app

# What changes least comes first. Files belong to root and are read-only to the process; only /tmp is written.
COPY target/quarkus-app/lib/ lib/
COPY target/quarkus-app/quarkus-run.jar ./
COPY target/quarkus-app/quarkus/ quarkus/
COPY target/quarkus-app/app/ app/

# Starts the operator once, without a network, for the cache that it is started from.
FROM program AS training
COPY src/main/image/train /usr/local/bin/
RUN --network=none train /app/quarkus-run.jar /app/operator.aot

FROM program

ARG VERSION=0.1.0
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Regional Failover Operator" \
      org.opencontainers.image.description="Moves DNS weights and workloads away from a failing region" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="$VERSION" \
      org.opencontainers.image.revision="$REVISION"

COPY --from=training /app/operator.aot ./
COPY LICENSE ./

USER 10001:10001

# Health and metrics; the embedded DNS server.
EXPOSE 8080/tcp 8053/udp 8053/tcp

# As process 1, so that SIGTERM reaches it. Beside the heap stand classes, compiled code and stacks, 220-265 MiB in all: with 45 % a container
# with 512 MiB has room for both. It begins with 8 %, not with a 64th: it would be collected a hundred times in a start, and what is moved to
# its old part by that stays for long. More options: JDK_JAVA_OPTIONS; of the heap, -Xmx there counts more than the share here. A cache that does
# not fit is not used.
ENTRYPOINT ["java", "-XX:AOTCache=/app/operator.aot", "-XX:InitialRAMPercentage=8", "-XX:MaxRAMPercentage=45", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/quarkus-run.jar"]
