package org.zhike.boards;

import org.zhike.identity.Role;

/** Who besides its owner may see a board, or change it. */
public record Share(Who who, Access access) {

    /** Everyone who is signed in, or everyone of a role. */
    public enum Who {
        EVERYONE,
        ADMINISTRATOR,
        MEMBER,
        READ_ONLY;

        static Who of(Role role) {
            return switch (role) {
                case ADMINISTRATOR -> ADMINISTRATOR;
                case MEMBER -> MEMBER;
                case READ_ONLY -> READ_ONLY;
            };
        }
    }

    /** What one may do, from least to most. */
    public enum Access {
        VIEW,
        EDIT,
        /** Share, embed, delete too. */
        OWN
    }
}
