// The page of a question to a unit. Everything works without it.
import { byLink } from "@kit/by_link.js";

byLink();
