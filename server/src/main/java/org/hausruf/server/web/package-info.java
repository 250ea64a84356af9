/// The HTTP server itself and what it serves without asking anyone: the built web app and its security headers.
///
/// Pages are static files: opening a link changes nothing and reads no table. Query strings carry tokens, so nothing
/// in here logs a request.
@NullMarked
package org.hausruf.server.web;

import org.jspecify.annotations.NullMarked;
