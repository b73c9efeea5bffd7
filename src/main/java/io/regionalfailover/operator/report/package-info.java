/** What people see: status, conditions, events, log lines and metrics. */
@NullMarked
package io.regionalfailover.operator.report;

import org.jspecify.annotations.NullMarked;
