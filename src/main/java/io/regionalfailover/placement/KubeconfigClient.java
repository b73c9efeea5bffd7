package io.regionalfailover.placement;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import io.regionalfailover.placement.Kubeconfig.ClientCertificate;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Clients for kubeconfigs: made of what was parsed, never of this process's environment, files or proxies. */
final class KubeconfigClient {
    private static final int CONNECT_MILLIS = 3000;

    private KubeconfigClient() {}

    /**
     * A client; does not connect yet.
     *
     * @throws UnfitKubeconfig when certificate and key cannot be used
     */
    static KubernetesClient open(Kubeconfig kubeconfig) throws UnfitKubeconfig {
        Config config = config(kubeconfig);
        try {
            KubernetesClientBuilder builder = new KubernetesClientBuilder().withConfig(config);
            if (kubeconfig.authority().isPresent()) {
                TrustManager[] trust = trust(kubeconfig.authority().get());
                var keys = SSLUtils.keyManagers(config);
                builder.withHttpClientBuilderConsumer(http -> http.sslContext(keys, trust));
            }
            return builder.build();
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            // What went wrong may cite the key.
            throw new UnfitKubeconfig(
                    "its certificates or its client key cannot be used; allowed are X.509 certificates"
                            + " and an RSA or EC key in PEM");
        }
    }

    /** What Fabric8 is told: everything is said, so that it looks for nothing by itself. */
    static Config config(Kubeconfig kubeconfig) {
        Config config = Config.empty();
        config.setAutoConfigure(false);
        config.setMasterUrl(kubeconfig.server().toString());
        config.setTrustCerts(false);
        config.setDisableHostnameVerification(false);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setRequestTimeout((int) ApiCall.LONGEST.toMillis());
        config.setRequestRetryBackoffLimit(0);
        config.setUserAgent("regional-failover-operator");
        kubeconfig.token().ifPresent(config::setOauthToken);
        kubeconfig.certificate().ifPresent(certificate -> {
            config.setClientCertData(base64(certificate.chain()));
            config.setClientKeyData(base64(certificate.key()));
            config.setClientKeyAlgo(algorithm(certificate));
        });
        return config;
    }

    private static String base64(String pem) {
        return Base64.getEncoder().encodeToString(pem.getBytes(StandardCharsets.US_ASCII));
    }

    /** The key's algorithm is the certificate's. */
    private static String algorithm(ClientCertificate certificate) {
        try {
            for (Certificate first : certificates(certificate.chain())) {
                return first.getPublicKey().getAlgorithm();
            }
        } catch (GeneralSecurityException e) {
            return "RSA";
        }
        return "RSA";
    }

    /** Trusts the kubeconfig's authority alone, as kubectl does, and not those of the system as well. */
    private static TrustManager[] trust(String authority) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates(authority)) {
            store.setCertificateEntry("authority-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static Iterable<? extends Certificate> certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
