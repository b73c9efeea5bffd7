package io.regionalfailover.dns.route53;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The {@code InvalidChangeBatch} document of the API reference, whose messages the SDK does not read: it knows only the
 * {@code ErrorResponse} that is sent more often.
 */
final class BatchDocument {
    private static final XMLInputFactory XML = secured();

    private BatchDocument() {}

    /** Its messages; none when the bytes are something else. */
    static List<String> messages(byte[] body) {
        try {
            XMLStreamReader reader = XML.createXMLStreamReader(new ByteArrayInputStream(body));
            try {
                return messages(reader);
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            return List.of();
        }
    }

    private static List<String> messages(XMLStreamReader reader) throws XMLStreamException {
        List<String> messages = new ArrayList<>();
        reader.nextTag();
        if (!reader.getLocalName().equals("InvalidChangeBatch")) {
            return messages;
        }
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamReader.START_ELEMENT
                    && reader.getLocalName().equals("Message")) {
                messages.add(reader.getElementText());
            }
        }
        return messages;
    }

    private static XMLInputFactory secured() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }
}
