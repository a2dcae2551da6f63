package breach

import _ "embed"

//go:embed template.fr.yaml
var templateFrench string

//go:embed template.en.yaml
var templateEnglish string

// Template is a file to fill in, with comments in "fr" or "en". It can be read
// as it stands, and says nothing: all is listed as missing.
func Template(lang string) string {
	if lang == "fr" {
		return templateFrench
	}
	return templateEnglish
}
