/// The API's description: one OpenAPI document, kept by hand beside the code, served as it is and as a page.
///
/// A test holds it against the controllers' routes and calls it with its own examples, so nothing is generated here.
@NullMarked
package org.hausruf.server.openapi;

import org.jspecify.annotations.NullMarked;
