package org.zhike.objects;

import java.util.List;
import org.zhike.kernel.Labels;

/**
 * One choice of a select field.
 *
 * @param aliases other spellings an import accepts for it, besides the value and both labels
 */
public record Option(String value, Labels labels, List<String> aliases) {

    public Option {
        aliases = List.copyOf(aliases);
    }
}
