package form

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"github.com/boombuler/barcode/qr"
)

// qrCode draws a link as squares. Nothing when it can't be one: the link stands beside it.
func qrCode(link, label string) template.HTML {
	code, err := qr.Encode(link, qr.M, qr.Auto)
	if err != nil {
		return ""
	}
	const quiet = 4 // ISO/IEC 18004: a margin of four modules
	size := code.Bounds().Dx()
	var squares strings.Builder
	for y := range size {
		for x := range size {
			if r, _, _, _ := code.At(x, y).RGBA(); r == 0 {
				fmt.Fprintf(&squares, "M%d %dh1v1h-1z", x+quiet, y+quiet)
			}
		}
	}
	whole := size + 2*quiet
	return template.HTML(fmt.Sprintf(`<svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%dv%dH0z"/><path fill="#000" d="%s"/></svg>`,
		html.EscapeString(label), whole, whole, whole, whole, squares.String()))
}
