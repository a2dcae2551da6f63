package bundle

import (
	"bytes"
	"image"
	"image/png"
	"testing"
	"time"

	"constat/store/record"
)

// What can be told of pictures.
var pictureLies = []lie{
	{"a picture of a control", Integrity, "pictures", "no page", onePicture("control", 1, func(*record.Picture, *forge) {})},
	{"of a round told twice", Integrity, "pictures", "does not come after", lied(func(f *forge) {
		f.story()
		f.picture("shop", 1, func(*record.Picture, *forge) {})
		f.picture("shop", 1, func(*record.Picture, *forge) {})
		f.seal(morning.Add(4 * time.Hour))
	})},
	{"of a round that nobody asked", Integrity, "pictures", "which has no observation", onePicture("shop", 999, func(*record.Picture, *forge) {})},
	{"of a refusal", Integrity, "pictures", "which brought no page", onePicture("shop", 61, func(p *record.Picture, _ *forge) { p.Reason = "failure" })},
	{"for a failure that was none", Integrity, "pictures", "says otherwise", onePicture("shop", 1, func(p *record.Picture, _ *forge) { p.Reason = "failure" })},
	{"without its file", Integrity, "pictures", "is not in this bundle", onePicture("shop", 1, func(p *record.Picture, f *forge) { delete(f.files, p.View) })},
	{"of a text", Integrity, "pictures", "no PNG", onePicture("shop", 1, func(p *record.Picture, f *forge) { p.Full = f.text("none\n") })},
	{"of another size", Integrity, "pictures", "640 by 800 pixels", onePicture("shop", 1, func(p *record.Picture, f *forge) { p.Full = f.file(drawn(640, 800)) })},
	{"a view that is too high", Integrity, "pictures", "900 pixels high", onePicture("shop", 1, func(p *record.Picture, f *forge) { p.View = f.file(drawn(1280, 900)) })},
	{"cut where nothing is left", Integrity, "pictures", "is said to be cut", onePicture("shop", 1, func(p *record.Picture, _ *forge) { p.Cut, p.Full = true, p.View })},
	{"with something after", Integrity, "pictures", "has no place there", onePicture("shop", 1, func(p *record.Picture, f *forge) { p.Full = f.file(append(drawn(1280, 800), 0)) })},
	{"a file that no picture names", Integrity, "captures", "is named by no entry", func(t *testing.T, f *forge) []byte {
		f.story()
		f.picture("shop", 1, func(*record.Picture, *forge) {})
		f.seal(morning.Add(4 * time.Hour))
		c := f.contents(-1, int64(len(f.leaves))-1, "shop", "control")
		f.text("more")
		c.Files = list(f.files)
		return f.write(c)
	}},
}

func TestPicturesVerify(t *testing.T) {
	f := newForge(t)
	f.story()
	f.picture("shop", 1, func(*record.Picture, *forge) {})
	f.picture("shop", 121, func(p *record.Picture, _ *forge) {
		p.Reason, p.Fault, p.View, p.Full = "return", record.PictureTimeout, record.Hash{}, record.Hash{}
	})
	f.segment("shop", refused, 181)
	f.seal(morning.Add(5 * time.Hour))
	end := int64(len(f.leaves)) - 1
	for name, c := range map[string]Contents{"whole": f.contents(-1, end, "shop", "blog", "control"), "shop": f.contents(-1, end, "shop", "control")} {
		b := verifyBytes(t, f.write(c), f.policy())
		if b.Verdict() == Broken {
			t.Errorf("%s: %+v", name, b.Checks)
		}
		for _, target := range b.Logs[0].Targets {
			n := 0
			for range target.Shows() {
				n++
			}
			if target.Last().Name == "shop" && n != 2 {
				t.Errorf("%s: %d pictures", name, n)
			}
		}
	}
}

// onePicture adds one picture to the story.
func onePicture(name string, round int, edit func(*record.Picture, *forge)) func(*testing.T, *forge) []byte {
	return lied(func(f *forge) {
		f.story().picture(name, round, edit)
		f.seal(morning.Add(4 * time.Hour))
	})
}

func (f *forge) picture(name string, round int, edit func(*record.Picture, *forge)) {
	n := f.named[name]
	at := record.Instant(roundAt(round).Millis())
	p := record.Picture{Link: f.link(n.chain), Time: at, Ended: at + 900, Round: roundAt(round), Reason: "first", Browser: "Chrome/156.0.0.0", Status: 200,
		View: f.file(drawn(1280, 800)), Full: f.file(drawn(1280, 1000))}
	edit(&p, f)
	f.add(p)
}

func (f *forge) file(b []byte) record.Hash {
	f.files[record.Sum(b)] = b
	return record.Sum(b)
}

// drawn is a picture in grey.
func drawn(width, height int) []byte {
	m := image.NewNRGBA(image.Rect(0, 0, width, height))
	for i := range m.Pix {
		m.Pix[i] = 0xff
	}
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		panic(err)
	}
	return b.Bytes()
}
