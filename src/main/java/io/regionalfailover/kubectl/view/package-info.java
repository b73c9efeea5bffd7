/** What is shown: tables, colours, rows and reports, made from resources. Pure. */
@NullMarked
package io.regionalfailover.kubectl.view;

import org.jspecify.annotations.NullMarked;
