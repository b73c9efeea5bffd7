package io.regionalfailover.peers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import org.jspecify.annotations.Nullable;

/** An object or a list whose parts are asked for by what they have to be. */
record JsonFields(JsonNode node) {
    boolean has(String name) {
        return node.has(name);
    }

    int size() {
        return node.size();
    }

    JsonFields of(int size) throws MalformedMessageException {
        if (!node.isArray() || node.size() != size) {
            throw new MalformedMessageException("a list has another length than " + size);
        }
        return this;
    }

    ArrayNode list(String name, int atMost) throws MalformedMessageException {
        if (node.get(name) instanceof ArrayNode list && list.size() <= atMost) {
            return list;
        }
        throw new MalformedMessageException(name + " is a list of at most " + atMost);
    }

    String text(String name, TextForm form) throws MalformedMessageException {
        return text(node.get(name), name, form);
    }

    String text(int index, TextForm form) throws MalformedMessageException {
        return text(node.get(index), "element " + index, form);
    }

    long number(String name, long most) throws MalformedMessageException {
        return number(node.get(name), name, most);
    }

    long number(int index, long most) throws MalformedMessageException {
        return number(node.get(index), "element " + index, most);
    }

    boolean flag(String name) throws MalformedMessageException {
        if (node.get(name) != null && node.get(name).isBoolean()) {
            return node.get(name).booleanValue();
        }
        throw new MalformedMessageException(name + " is true or false");
    }

    private static String text(@Nullable JsonNode value, String what, TextForm form) throws MalformedMessageException {
        if (value != null && value.isTextual() && form.fits(value.textValue())) {
            return value.textValue();
        }
        throw new MalformedMessageException(what + " is a text of the form " + form.written);
    }

    private static long number(@Nullable JsonNode value, String what, long most) throws MalformedMessageException {
        if (value != null
                && value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= most) {
            return value.longValue();
        }
        throw new MalformedMessageException(what + " is a whole number from 0 to " + most);
    }
}
