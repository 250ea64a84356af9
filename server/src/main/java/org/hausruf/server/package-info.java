/// The product: Spring Boot around office and engine. The only module that knows Spring's container.
@NullMarked
package org.hausruf.server;

import org.jspecify.annotations.NullMarked;
