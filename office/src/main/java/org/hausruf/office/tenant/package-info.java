/// An office: its name, branding and zone. Read by everybody who sees a page of that office, written by set-up and then
/// by its admins ([Branding]), who also say which web pages of other origins may use it ([AllowedOrigins]).
///
/// Branding is data: colour, pictures, words in both languages. Nothing here knows how a page looks.
@NullMarked
package org.hausruf.office.tenant;

import org.jspecify.annotations.NullMarked;
