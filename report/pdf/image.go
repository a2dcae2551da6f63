package pdf

import (
	"bytes"
	"encoding/gob"

	"github.com/jung-kurt/gofpdf"
)

// image puts a PNG on the page.
func (s *sheet) image(name string, file []byte, left, top, width, height float64) {
	options := gofpdf.ImageOptions{ImageType: "PNG"}
	if s.pdf.GetImageInfo(name) == nil {
		info := s.pdf.RegisterImageOptionsReader(name, options, bytes.NewReader(file))
		s.images++
		if info == nil {
			return // the error stays with the document
		}
		if err := inPlace(info, s.images); err != nil {
			s.pdf.SetError(err)
			return
		}
	}
	s.pdf.ImageOptions(name, left, top, width, height, false, options, 0, "")
}

// inPlace gives images an order. The drawing library writes them in order of
// their width, and those of one width as a map gives them: each time otherwise.
// So the nth is made wider by less than a pixel, which is written nowhere.
func inPlace(info *gofpdf.ImageInfoType, n int) error {
	raw, err := info.GobEncode()
	if err != nil {
		return err
	}
	var data, smask, pal []byte
	var object, bits int
	var w, h, scale, dpi float64
	var space, filter, params string
	var mask []int
	fields := []any{&data, &smask, &object, &w, &h, &space, &pal, &bits, &filter, &params, &mask, &scale, &dpi}
	d := gob.NewDecoder(bytes.NewReader(raw))
	for _, f := range fields {
		if err := d.Decode(f); err != nil {
			return err
		}
	}
	w += float64(n) / (1 << 20)
	var out bytes.Buffer
	e := gob.NewEncoder(&out)
	for _, f := range fields {
		if err := e.Encode(f); err != nil {
			return err
		}
	}
	return info.GobDecode(out.Bytes())
}
