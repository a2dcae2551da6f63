package report

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"

	"constat/store/record"
)

// halved returns a picture of a whole page at half its scale, each pixel the mean of
// four: so much is seen in print. It returns nil for one that is no longer than the window. It takes the form of [record.CheckPicture] alone, which bounds
// what is unpacked, and gives the same bytes for the same file.
func halved(file []byte) ([]byte, error) {
	width, height, err := record.CheckPicture(file)
	if err != nil || height <= record.ViewHeight {
		return nil, err
	}
	read, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	from := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(from, from.Bounds(), read, image.Point{}, draw.Src)
	to := image.NewRGBA(image.Rect(0, 0, width/2, height/2))
	for y := range height / 2 {
		for x := range width / 2 {
			average(to.Pix[to.PixOffset(x, y):], from.Pix[from.PixOffset(2*x, 2*y):], from.Pix[from.PixOffset(2*x, 2*y+1):])
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, to); err != nil {
		return nil, fmt.Errorf("picture: %w", err)
	}
	return out.Bytes(), nil
}

// average sets a pixel to the mean of two of a line and two of the next.
func average(to, upper, lower []byte) {
	for c := range 4 {
		to[c] = byte((int(upper[c]) + int(upper[c+4]) + int(lower[c]) + int(lower[c+4]) + 2) / 4)
	}
}
