package store

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"testing"
	"time"

	"constat/store/record"
)

func drawn(height int, grey byte) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, record.PictureWidth, height))
	for i := range m.Pix {
		m.Pix[i] = grey
		if i%4 == 3 {
			m.Pix[i] = 0xff
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// shown is a picture of the answer of minute n.
func shown(w record.Watched, n int) record.Picture {
	at := record.At(noon.Add(time.Duration(n) * time.Minute))
	return record.Picture{Link: record.Link{Chain: w.Chain}, Time: at, Ended: at + 900, Round: seen(w, n, "good").Observation.Round, Reason: "first", Browser: "Chrome/156.0.0.0"}
}

func TestPicturesAreKeptAndCarried(t *testing.T) {
	s, _ := newStore(t)
	w := enter(t, s, target("shop"), target("blog"))
	view, full := drawn(800, 7), drawn(1000, 7)
	if err := s.Picture(shown(w[0], 1), view, full); !errors.Is(err, record.ErrRefused) {
		t.Errorf("a picture before the answer that is its reason: %v", err)
	}
	observe(t, s, seen(w[0], 1, "good"))
	for _, files := range [][2][]byte{{[]byte("none"), full}, {drawn(800, 9), nil}} {
		if err := s.Picture(shown(w[0], 1), files[0], files[1]); !errors.Is(err, record.ErrRefused) {
			t.Errorf("a picture without its files: %v", err)
		}
	}
	if err := s.Picture(shown(w[0], 1), view, full); err != nil {
		t.Fatal(err)
	}
	if err := s.Picture(shown(w[0], 1), view, full); !errors.Is(err, record.ErrRefused) {
		t.Errorf("a picture twice: %v", err)
	}
	sealAt(t, s, 2)
	observe(t, s, seen(w[0], 3, "good"), seen(w[1], 3, "good"))
	missed := shown(w[0], 3)
	missed.Reason, missed.Fault = "change", record.PictureTimeout
	if err := s.Picture(missed, nil, nil); err != nil {
		t.Fatal(err)
	}
	sealAt(t, s, 5)
	check(t, s)
	later := Query{From: record.At(noon.Add(150 * time.Second)), Show: func(t record.Target) bool { return t.Name == "shop" }}
	for _, q := range []Query{{}, later} {
		b := verify(t, s, export(t, s, q))
		n := 0
		for _, target := range b.Logs[0].Targets {
			for p := range target.Shows() {
				if n++; p.Fault == "" {
					if file, err := b.Logs[0].File(p.Full); err != nil || !bytes.Equal(file, full) {
						t.Errorf("another picture: %v", err)
					}
				}
			}
		}
		if n != 2 {
			t.Errorf("%d pictures are shown", n)
		}
	}
}
