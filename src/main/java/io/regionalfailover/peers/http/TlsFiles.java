package io.regionalfailover.peers.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509KeyManager;

/** The certificate that is shown to peers, and those that theirs are held against. */
final class TlsFiles {
    private static final byte[] SAMPLE = {1, 2, 3};

    /**
     * What the files held when they were good last.
     *
     * @param keys this instance's certificate and key
     * @param trust who signs the peers' certificates
     */
    record Material(Optional<KeyManagerFactory> keys, Optional<TrustManagerFactory> trust) {
        /** For what is said to peers; without files of its own, with the JDK's roots. */
        SSLContext clientContext() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(
                        keys.map(KeyManagerFactory::getKeyManagers).orElse(null),
                        trust.map(TrustManagerFactory::getTrustManagers).orElse(null),
                        null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Vertx vertx;
    private final List<Watched<?>> files = new ArrayList<>();
    private final Optional<Watched<KeyManagerFactory>> keys;
    private final Optional<Watched<TrustManagerFactory>> trust;

    /**
     * Reads the files for the first time.
     *
     * @throws IllegalArgumentException when they are not fit, with a sentence
     */
    TlsFiles(Vertx vertx, Optional<PeerHttpOptions.Identity> identity, Optional<Path> caFile, PeerHttpEvents events) {
        this.vertx = vertx;
        keys = identity.map(pair -> new Watched<>(
                "regional-failover.peer-tls.certificate-file and .key-file",
                List.of(pair.certificateFile(), pair.keyFile()),
                this::keys,
                events));
        trust = caFile.map(
                file -> new Watched<>("regional-failover.peer-tls.ca-file", List.of(file), this::trust, events));
        keys.ifPresent(files::add);
        trust.ifPresent(files::add);
    }

    /** Looks at the files again; true when something else holds now. */
    boolean look() {
        boolean changed = false;
        for (Watched<?> watched : files) {
            changed |= watched.look();
        }
        return changed;
    }

    Material material() {
        return new Material(keys.map(Watched::value), trust.map(Watched::value));
    }

    private KeyManagerFactory keys(List<byte[]> contents) throws GeneralSecurityException, IOException {
        KeyManagerFactory factory;
        try {
            factory = new PemKeyCertOptions()
                    .setCertValue(Buffer.buffer(contents.getFirst()))
                    .setKeyValue(Buffer.buffer(contents.getLast()))
                    .getKeyManagerFactory(vertx);
        } catch (Exception e) {
            throw new UnfitFileException("are no certificate and key in PEM; a key without a password is allowed");
        }
        refuseStrangers((X509KeyManager) factory.getKeyManagers()[0]);
        return factory;
    }

    /** While one of the two files is replaced before the other, they do not belong together. */
    private static void refuseStrangers(X509KeyManager keys) throws GeneralSecurityException {
        PrivateKey key = null;
        PublicKey certified = null;
        for (String type : List.of("RSA", "EC", "EdDSA", "Ed25519")) {
            String[] aliases = keys.getServerAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                key = keys.getPrivateKey(aliases[0]);
                certified = keys.getCertificateChain(aliases[0])[0].getPublicKey();
                break;
            }
        }
        if (key == null || certified == null) {
            throw new UnfitFileException("hold no RSA, EC or Ed25519 key with its certificate");
        }
        if (!belongTogether(key, certified)) {
            throw new UnfitFileException("do not belong together: the certificate is of another key");
        }
    }

    private static boolean belongTogether(PrivateKey key, PublicKey certified) throws GeneralSecurityException {
        try {
            Signature signature = Signature.getInstance(
                    switch (key.getAlgorithm()) {
                        case "RSA" -> "SHA256withRSA";
                        case "EC" -> "SHA256withECDSA";
                        default -> key.getAlgorithm();
                    });
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certified);
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (InvalidKeyException | java.security.SignatureException e) {
            return false;
        }
    }

    private TrustManagerFactory trust(List<byte[]> contents) throws GeneralSecurityException {
        try {
            return new PemTrustOptions()
                    .addCertValue(Buffer.buffer(contents.getFirst()))
                    .getTrustManagerFactory(vertx);
        } catch (Exception e) {
            throw new UnfitFileException("holds no certificates in PEM");
        }
    }
}
