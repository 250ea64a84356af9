/// Two offices to try the product with. Never in an installation that others can reach.
@NullMarked
package org.hausruf.office.sample;

import org.jspecify.annotations.NullMarked;
