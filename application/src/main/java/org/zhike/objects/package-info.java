/** What a company keeps, as data: object and field definitions, their tables and columns, the catalogue. The door is {@link ObjectCatalogue}. */
@ApplicationModule(allowedDependencies = {"kernel"})
@NullMarked
package org.zhike.objects;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
