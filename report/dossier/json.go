package dossier

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// JSON returns d as it is handed out. The same dossier gives the same bytes.
func (d *Dossier) JSON() ([]byte, error) { return indented(d) }

func indented(part any) ([]byte, error) {
	b, err := Indented(part)
	if err != nil {
		return nil, fmt.Errorf("write dossier: %w", err)
	}
	return b, nil
}

// Indented returns facts in the form in which they are handed out: JSON, two
// spaces a level.
func Indented(facts any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(facts); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
