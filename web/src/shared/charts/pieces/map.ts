import { MapChart, ScatterChart } from "echarts/charts";
import { GeoComponent } from "echarts/components";
import { use } from "echarts/core";

use([GeoComponent, MapChart, ScatterChart]);
