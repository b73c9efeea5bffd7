/**
 * Weighted record sets where a zone has plain ones only: they stand as texts beside a name, and the name itself answers with the values of
 * those that serve, or from a LUA record that PowerDNS evaluates.
 */
@NullMarked
package io.regionalfailover.dns.plain;

import org.jspecify.annotations.NullMarked;
