import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Dropdown } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { del, useSession } from "@/shared/api";
import { speak } from "@/shared/i18n";
import { chooseTheme, LANGUAGES, THEME_CHOICES, useTheme } from "@/shared/preferences";
import styles from "./Shell.module.css";

export function UserMenu() {
  const { t, i18n } = useTranslation();
  const { choice } = useTheme();
  const user = useSession().user;
  const signOut = useSignOut();
  return (
    <Dropdown
      trigger={["click"]}
      placement="bottomRight"
      menu={{
        selectable: true,
        selectedKeys: [i18n.language, choice],
        items: [
          {
            type: "group",
            label: t("common.language"),
            children: LANGUAGES.map((language) => ({
              key: language,
              label: t(`common.languages.${language}`),
              onClick: () => void speak(language),
            })),
          },
          {
            type: "group",
            label: t("common.theme"),
            children: THEME_CHOICES.map((theme) => ({
              key: theme,
              label: t(`common.themes.${theme}`),
              onClick: () => chooseTheme(theme),
            })),
          },
          { type: "divider" },
          { key: "signOut", label: t("shell.signOut"), onClick: signOut },
        ],
      }}
    >
      <button
        type="button"
        className={styles.icon}
        aria-label={t("shell.userMenu", { name: user?.displayName })}
      >
        <span className={styles.avatar} aria-hidden>
          {user?.displayName.slice(0, 1)}
        </span>
        <span className={styles.notPhone}>{user?.displayName}</span>
      </button>
    </Dropdown>
  );
}

export function useSignOut(): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: () => del("/session"),
    onSuccess: async () => {
      await queryClient.resetQueries({ queryKey: ["session"] });
      await navigate("/login");
      queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== "session" });
    },
  });
  return () => mutate();
}
