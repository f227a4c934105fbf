package org.zhike;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class HouseTest {

    @Test
    void everyRoomUsesOnlyTheRoomsItMayUse() {
        ApplicationModules.of(Zhike.class).verify();
    }
}
