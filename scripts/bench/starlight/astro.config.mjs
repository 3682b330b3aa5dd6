// Starlight as it comes: its navigation, its search, French at the root.
import { readFileSync } from "node:fs";
import starlight from "@astrojs/starlight";
import { defineConfig } from "astro/config";

const locales = JSON.parse(readFileSync(new URL("./locales.json", import.meta.url), "utf8"));

export default defineConfig({
  site: "https://exemple.invalid",
  integrations: [starlight({ title: "Portail d'essai", locales, defaultLocale: "root" })],
});
