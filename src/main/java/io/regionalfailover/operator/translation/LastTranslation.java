package io.regionalfailover.operator.translation;

import io.regionalfailover.api.v1alpha1.FailoverPolicy;
import java.util.Optional;

/**
 * What one policy's spec meant when it was last handed in. It is handed in again and again, hardly ever another one, and whoever
 * carries out the very same model sees at once that nothing has changed.
 */
public final class LastTranslation {
    private record Asked(long generation, References references) {}

    private final PolicyTranslator translator;
    private Optional<Asked> asked = Optional.empty();
    private Optional<Translation> translation = Optional.empty();

    /** @param translator is asked whenever the policy, or something that it refers to, is another one */
    public LastTranslation(PolicyTranslator translator) {
        this.translator = translator;
    }

    /**
     * What the policy's spec means, or why it cannot be carried out: as {@link PolicyTranslator#translate} says.
     *
     * @param policy always the same one, whatever its spec has become: another generation is another spec
     */
    public synchronized Translation of(FailoverPolicy policy, References references) {
        Optional<Asked> now = Optional.of(new Asked(policy.getMetadata().getGeneration(), references));
        if (translation.isEmpty() || !now.equals(asked)) {
            translation = Optional.of(translator.translate(policy, references));
            asked = now;
        }
        return translation.get();
    }
}
