package record

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

func drawn(m image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func blankPaper(width, height int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = 0xff
	}
	return m
}

func TestPicturesHaveOneForm(t *testing.T) {
	file := drawn(blankPaper(PictureWidth, 900))
	if w, h, err := CheckPicture(file); err != nil || w != PictureWidth || h != 900 {
		t.Fatalf("%d by %d, %v", w, h, err)
	}
	clear := blankPaper(PictureWidth, 900)
	clear.SetNRGBA(1, 1, color.NRGBA{})
	for name, b := range map[string][]byte{
		"empty": nil, "no picture": []byte("<html>"), "cut short": file[:len(file)-1], "longer": append(bytes.Clone(file), 0), "narrow": drawn(blankPaper(640, 900)), "low": drawn(blankPaper(PictureWidth, 799)),
		"high": drawn(blankPaper(PictureWidth, MaxFullHeight+1)), "with gaps": drawn(clear), "grey": drawn(image.NewGray(image.Rect(0, 0, PictureWidth, 900))),
		"of 16 bits": drawn(image.NewRGBA64(image.Rect(0, 0, PictureWidth, 900))), "large": make([]byte, MaxPicture+1),
		"with a text": bytes.Replace(file, []byte("IDAT"), []byte("tEXt"), 1),
	} {
		if _, _, err := CheckPicture(b); err == nil {
			t.Errorf("%s: it is taken", name)
		}
	}
}

func TestEveryByteOfAPictureCounts(t *testing.T) {
	file := drawn(blankPaper(PictureWidth, ViewHeight))
	for i := range file {
		b := bytes.Clone(file)
		b[i] ^= 1
		if _, _, err := CheckPicture(b); err == nil {
			t.Fatalf("byte %d was changed", i)
		}
	}
}

func FuzzPicture(f *testing.F) {
	f.Add(drawn(blankPaper(PictureWidth, ViewHeight)))
	f.Fuzz(func(t *testing.T, b []byte) {
		if w, h, err := CheckPicture(b); err == nil && (w != PictureWidth || h < ViewHeight || h > MaxFullHeight) {
			t.Errorf("%d by %d", w, h)
		}
	})
}
