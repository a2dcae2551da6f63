package record

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

// CheckPicture reads a picture's file and returns its size in pixels. It takes
// the one form that pictures are written in: PNG (RFC 2083) of 8-bit red, green
// and blue, not interlaced, the chunks IHDR, IDAT and IEND and no others, every
// pixel there and nothing after.
func CheckPicture(file []byte) (width, height int, err error) {
	rest, ok := bytes.CutPrefix(file, []byte("\x89PNG\r\n\x1a\n"))
	if !ok || len(file) > MaxPicture {
		return 0, 0, errorf("picture: %d bytes that are no PNG, or more than %d", len(file), MaxPicture)
	}
	var packed []byte
	for n := 0; ; n++ {
		name, data, after, err := chunk(rest)
		if err != nil {
			return 0, 0, err
		}
		rest = after
		switch {
		case n == 0:
			if width, height, err = header(name, data); err != nil {
				return 0, 0, err
			}
		case name == "IDAT":
			packed = append(packed, data...)
		case name != "IEND" || len(data) > 0 || len(rest) > 0:
			return 0, 0, errorf("picture: chunk %q has no place there", name)
		default:
			return width, height, pixels(packed, width, height)
		}
	}
}

func chunk(b []byte) (name string, data, rest []byte, err error) {
	if len(b) < 12 {
		return "", nil, nil, errorf("picture: it breaks off")
	}
	n := int64(binary.BigEndian.Uint32(b))
	if n > int64(len(b)-12) {
		return "", nil, nil, errorf("picture: a chunk of %d bytes breaks off", n)
	}
	body, sum := b[4:8+n], binary.BigEndian.Uint32(b[8+n:])
	if crc32.ChecksumIEEE(body) != sum {
		return "", nil, nil, errorf("picture: the check of chunk %q fails", string(body[:4]))
	}
	return string(body[:4]), body[4:], b[12+n:], nil
}

func header(name string, data []byte) (width, height int, err error) {
	if name != "IHDR" || len(data) != 13 || string(data[8:]) != "\x08\x02\x00\x00\x00" {
		return 0, 0, errorf("picture: it is not of 8-bit red, green and blue")
	}
	w, h := binary.BigEndian.Uint32(data), binary.BigEndian.Uint32(data[4:])
	if w != PictureWidth || h < ViewHeight || h > MaxFullHeight {
		return 0, 0, errorf("picture: %d by %d pixels", w, h)
	}
	return int(w), int(h), nil
}

// pixels checks that packed is one zlib stream (RFC 1950) of all lines, each
// after its filter.
func pixels(packed []byte, width, height int) error {
	from := bytes.NewReader(packed)
	z, err := zlib.NewReader(from)
	if err != nil {
		return errorf("picture: %v", err)
	}
	line := make([]byte, 1+3*width)
	for range height {
		if _, err := io.ReadFull(z, line); err != nil || line[0] > 4 {
			return errorf("picture: lines are missing or broken")
		}
	}
	if n, err := z.Read(line); n > 0 || err != io.EOF || from.Len() > 0 {
		return errorf("picture: there is more than its lines")
	}
	return nil
}
