package io.regionalfailover.testing.route53;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads request documents. Whatever is wrong with them is an {@link ApiException}. */
final class WireReader {

    static final String NAMESPACE = "https://route53.amazonaws.com/doc/2013-04-01/";

    private static final List<String> UNSUPPORTED = List.of(
            "Region",
            "Failover",
            "GeoLocation",
            "MultiValueAnswer",
            "TrafficPolicyInstanceId",
            "CidrRoutingConfig",
            "GeoProximityLocation");

    /**
     * What CreateHostedZone asks for.
     *
     * @param name the zone's name
     * @param callerReference the caller's own mark
     * @param privateZone whether it is private
     */
    record ZoneRequest(String name, String callerReference, boolean privateZone) {}

    private WireReader() {}

    static List<Change> changes(byte[] body) {
        Element root = root(body, "ChangeResourceRecordSetsRequest", "ChangeBatch");
        Element batch = required(root, "ChangeBatch");
        List<Change> changes = new ArrayList<>();
        for (Element change : children(required(batch, "Changes"), "Change")) {
            changes.add(change(change));
        }
        return changes;
    }

    static ZoneRequest zone(byte[] body) {
        Element root = root(body, "CreateHostedZoneRequest", "Name");
        boolean privateZone = child(root, "HostedZoneConfig")
                .flatMap(config -> text(config, "PrivateZone"))
                .filter("true"::equals)
                .isPresent();
        return new ZoneRequest(requiredText(root, "Name"), requiredText(root, "CallerReference"), privateZone);
    }

    static HealthCheck healthCheck(byte[] body) {
        Element root = root(body, "CreateHealthCheckRequest", "CallerReference");
        Element config = required(root, "HealthCheckConfig");
        List<String> children = child(config, "ChildHealthChecks").stream()
                .flatMap(all -> children(all, "ChildHealthCheck").stream())
                .map(Element::getTextContent)
                .toList();
        Map<String, String> fields = new TreeMap<>();
        NodeList nodes = config.getChildNodes();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element field
                    && !List.of("Type", "ChildHealthChecks").contains(field.getLocalName())) {
                fields.put(field.getLocalName(), field.getTextContent());
            }
        }
        return new HealthCheck(
                "", requiredText(root, "CallerReference"), requiredText(config, "Type"), fields, children);
    }

    static Map<String, String> addedTags(byte[] body) {
        Element root = root(body, "ChangeTagsForResourceRequest", "AddTags");
        Map<String, String> tags = new TreeMap<>();
        child(root, "AddTags")
                .ifPresent(all -> children(all, "Tag")
                        .forEach(tag -> tags.put(requiredText(tag, "Key"), requiredText(tag, "Value"))));
        return tags;
    }

    private static Change change(Element element) {
        String action = requiredText(element, "Action");
        RecordSet set = recordSet(required(element, "ResourceRecordSet"));
        return switch (action) {
            case "CREATE" -> Change.create(set);
            case "DELETE" -> Change.delete(set);
            case "UPSERT" -> Change.upsert(set);
            default ->
                throw ApiException.invalidInput("Invalid XML ; cvc-enumeration-valid: Value '" + action
                        + "' is not facet-valid with respect to enumeration '[CREATE, DELETE, UPSERT]'.");
        };
    }

    private static RecordSet recordSet(Element element) {
        for (String field : UNSUPPORTED) {
            if (child(element, field).isPresent()) {
                throw ApiException.invalidInput("The stand-in does not know '" + field + "' of a record set.");
            }
        }
        List<String> values = child(element, "ResourceRecords").stream()
                .flatMap(records -> children(records, "ResourceRecord").stream())
                .map(record -> requiredText(record, "Value"))
                .toList();
        try {
            return new RecordSet(
                    requiredText(element, "Name"),
                    requiredText(element, "Type"),
                    text(element, "SetIdentifier"),
                    number(element, "Weight"),
                    number(element, "TTL"),
                    values,
                    child(element, "AliasTarget").map(WireReader::alias),
                    text(element, "HealthCheckId"));
        } catch (IllegalArgumentException e) {
            throw new ApiException(
                    400,
                    "InvalidChangeBatch",
                    "FATAL problem: " + e.getMessage() + " encountered with '" + requiredText(element, "Name") + "'");
        }
    }

    private static RecordSet.Alias alias(Element element) {
        return new RecordSet.Alias(
                requiredText(element, "HostedZoneId"),
                requiredText(element, "DNSName"),
                requiredText(element, "EvaluateTargetHealth").equals("true"));
    }

    private static Optional<Long> number(Element parent, String name) {
        try {
            return text(parent, name).map(Long::valueOf);
        } catch (NumberFormatException e) {
            throw ApiException.invalidInput("Invalid XML ; cvc-datatype-valid.1.2.1: The value of '" + name
                    + "' is not a valid value for 'integer'.");
        }
    }

    private static Element root(byte[] body, String name, String firstField) {
        Element root;
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            root = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(body))
                    .getDocumentElement();
        } catch (SAXException | IOException e) {
            throw new ApiException(400, "MalformedInput", "Unable to parse the request: " + e.getMessage());
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException(e);
        }
        if (!name.equals(root.getLocalName()) || !NAMESPACE.equals(root.getNamespaceURI())) {
            throw new ApiException(400, "MalformedInput", firstField + " is not valid, expected " + name);
        }
        return root;
    }

    private static Element required(Element parent, String name) {
        return child(parent, name)
                .orElseThrow(
                        () -> ApiException.invalidInput("Invalid XML ; cvc-complex-type.2.4.b: The content of element '"
                                + parent.getLocalName() + "' is not complete: '" + name + "' is expected."));
    }

    private static String requiredText(Element parent, String name) {
        return required(parent, name).getTextContent();
    }

    private static Optional<String> text(Element parent, String name) {
        return child(parent, name).map(Element::getTextContent);
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        NodeList nodes = parent.getChildNodes();
        return Stream.iterate(0, i -> i + 1)
                .limit(nodes.getLength())
                .<Node>map(nodes::item)
                .filter(node -> node instanceof Element && name.equals(node.getLocalName()))
                .map(Element.class::cast)
                .toList();
    }
}
