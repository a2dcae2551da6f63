package report

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"constat/store/record"
)

func drawn(t *testing.T, width, height int, pixel func(x, y int) color.RGBA) []byte {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.SetRGBA(x, y, pixel(x, y))
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, m); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A picture of a whole page is printed at half its scale, the same each time; a
// last odd line is left out.
func TestAWholePageIsPrintedAtHalfItsScale(t *testing.T) {
	file := drawn(t, record.PictureWidth, 1001, func(x, y int) color.RGBA { return color.RGBA{byte(10 * (x % 2)), byte(8 * (y % 2)), byte(x / 2), 255} })
	half, err := halved(file)
	if err != nil {
		t.Fatal(err)
	}
	again, err := halved(file)
	if err != nil || !bytes.Equal(half, again) {
		t.Errorf("not the same twice (%v)", err)
	}
	m, err := png.Decode(bytes.NewReader(half))
	if err != nil || m.Bounds() != image.Rect(0, 0, record.PictureWidth/2, 500) {
		t.Fatalf("%v, %v", m.Bounds(), err)
	}
	if got := color.RGBAModel.Convert(m.At(7, 3)); got != (color.RGBA{5, 4, 7, 255}) {
		t.Errorf("a pixel is %v", got)
	}
}

// What is no picture of ours is refused before it is unpacked.
func TestAPictureOfAnotherFormIsNotPrinted(t *testing.T) {
	white := func(x, y int) color.RGBA { return color.RGBA{255, 255, 255, 255} }
	for name, file := range map[string][]byte{
		"wide": drawn(t, record.PictureWidth+1, 800, white), "high": drawn(t, record.PictureWidth, record.MaxFullHeight+1, white), "cut": drawn(t, record.PictureWidth, 800, white)[:500], "none": nil,
	} {
		if _, err := halved(file); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
