package org.zhike.objects;

import java.util.List;
import org.zhike.kernel.Labels;

/** The fields every object has and the engine fills. */
public final class SystemFields {

    /** The fields people see, in filters, lists and expressions. */
    public static final List<FieldDefinition> ALL = List.of(
            field("id", FieldType.NUMBER, true, "编号", "Id"),
            field("created_at", FieldType.DATETIME, true, "创建时间", "Created at"),
            field("updated_at", FieldType.DATETIME, true, "更新时间", "Updated at"),
            field("import_id", FieldType.NUMBER, false, "导入批次", "Import"));

    private SystemFields() {}

    private static FieldDefinition field(String name, FieldType type, boolean always, String zh, String en) {
        boolean unique = name.equals("id");
        return new FieldDefinition(
                name,
                type,
                new Labels(zh, en),
                null,
                always,
                unique,
                false,
                true,
                false,
                null,
                List.of(),
                0,
                List.of(),
                true);
    }
}
