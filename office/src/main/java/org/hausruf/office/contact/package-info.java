/// The office's book: contacts and leads, some of whom are users and can be called. Read only; sample data and, later,
/// the CRM fill it.
@NullMarked
package org.hausruf.office.contact;

import org.jspecify.annotations.NullMarked;
