package dossier

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// JSON returns d as it is handed out. The same dossier gives the same bytes.
func (d *Dossier) JSON() ([]byte, error) { return indented(d) }

func indented(part any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(part); err != nil {
		return nil, fmt.Errorf("write dossier: %w", err)
	}
	return b.Bytes(), nil
}
