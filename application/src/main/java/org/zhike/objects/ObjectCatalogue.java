package org.zhike.objects;

import java.util.List;
import org.zhike.kernel.ProductException;

/** All objects as they are now. Safe for use by several threads; what it returns does not change. */
public interface ObjectCatalogue {

    /** Every object, those that others refer to before those that refer to them. */
    List<ObjectDefinition> all();

    /**
     * Returns the object of that name.
     *
     * @throws ProductException {@link ObjectError#UNKNOWN_OBJECT} with the nearest name, when there is none
     */
    ObjectDefinition get(String name);
}
