import {
  BarcodeOutlined,
  CheckSquareOutlined,
  CustomerServiceOutlined,
  DatabaseOutlined,
  FundOutlined,
  IdcardOutlined,
  MessageOutlined,
  ShoppingCartOutlined,
  ShoppingOutlined,
  SmileOutlined,
  TeamOutlined,
} from "@ant-design/icons";

const ICONS: Readonly<Record<string, typeof DatabaseOutlined>> = {
  contact: IdcardOutlined,
  customer: TeamOutlined,
  interaction: MessageOutlined,
  marketing_cost: FundOutlined,
  order: ShoppingCartOutlined,
  order_item: BarcodeOutlined,
  product: ShoppingOutlined,
  survey_answer: SmileOutlined,
  task: CheckSquareOutlined,
  ticket: CustomerServiceOutlined,
};

/** The picture of an object, the same everywhere. */
export function ObjectIcon({ object }: Readonly<{ object: string }>) {
  const Icon = ICONS[object] ?? DatabaseOutlined;
  return <Icon aria-hidden />;
}
