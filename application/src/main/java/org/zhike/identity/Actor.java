package org.zhike.identity;

import org.zhike.kernel.ProductException;

/**
 * Who does something: a signed-in user, a token, or the system itself. Every door that reads or writes a company's data
 * takes one, and asks it before anything else.
 *
 * @param name what history shows: the login name, {@code token:NAME/LABEL} or {@code system}
 */
public record Actor(long userId, String name, Role role) {

    /** The application acting for itself: demo data, migrations, the command line on its own data directory. */
    public static final Actor SYSTEM = new Actor(0, "system", Role.ADMINISTRATOR);

    /** Throws {@link IdentityError#NOT_ALLOWED} unless this role may change records. */
    public void mustBeAbleToWrite() {
        if (role == Role.READ_ONLY) {
            throw new ProductException(IdentityError.NOT_ALLOWED, name, "change records");
        }
    }

    /** Throws {@link IdentityError#NOT_ALLOWED} unless this is an administrator. */
    public void mustBeAdministrator() {
        if (role != Role.ADMINISTRATOR) {
            throw new ProductException(IdentityError.NOT_ALLOWED, name, "administer the system");
        }
    }
}
