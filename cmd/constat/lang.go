package main

import (
	"os"
	"strings"
)

// tr returns the French or the English of two sentences that say the same.
func tr(lang, fr, en string) string {
	if lang == "fr" {
		return fr
	}
	return en
}

// language returns "fr" or "en": what the flag says, else what the locale
// says (POSIX: LC_ALL before LC_MESSAGES before LANG), else English.
func language(flag string) string {
	for _, says := range []string{flag, os.Getenv("LC_ALL"), os.Getenv("LC_MESSAGES"), os.Getenv("LANG")} {
		if says != "" {
			return tr(strings.ToLower(says[:min(2, len(says))]), "fr", "en")
		}
	}
	return "en"
}
