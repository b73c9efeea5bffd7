@NullMarked
package io.regionalfailover.operator.secrets;

import org.jspecify.annotations.NullMarked;
