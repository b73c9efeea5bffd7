package io.regionalfailover.operator;

import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready is who follows its resources, and who waits for the Lease: a roll-out goes on once the new pod waits. */
@Readiness
@ApplicationScoped
public class OperatorReadiness implements HealthCheck {
    private final Lifecycle lifecycle;
    private final Operator operator;

    /** @param operator asked once it was started */
    public OperatorReadiness(Lifecycle lifecycle, Operator operator) {
        this.lifecycle = lifecycle;
        this.operator = operator;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("operator")
                .withData("phase", lifecycle.phase().name());
        lifecycle.leader().ifPresent(leader -> answer.withData("leader", leader));
        return switch (lifecycle.phase()) {
            case WAITING -> answer.up().build();
            case STARTING -> answer.down().build();
            case STARTED -> followed(answer).build();
        };
    }

    private HealthCheckResponseBuilder followed(HealthCheckResponseBuilder answer) {
        boolean well = true;
        for (RegisteredController<?> controller : operator.getRuntimeInfo().getRegisteredControllers()) {
            Set<String> unwell =
                    controller.getControllerHealthInfo().unhealthyEventSources().keySet();
            if (!unwell.isEmpty()) {
                well = false;
                answer.withData(controller.getConfiguration().getName(), String.join(", ", unwell));
            }
        }
        return answer.status(well);
    }
}
