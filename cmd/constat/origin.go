package main

import (
	"runtime/debug"
	"strings"
	"sync"

	"constat/store/record"
)

// build is how this program came to be, and the list of what is linked in.
var build = sync.OnceValues(func() (record.Build, []byte) {
	b, ok := debug.ReadBuildInfo()
	if !ok {
		return record.Build{}, nil
	}
	return builtFrom(b)
})

// builtFrom reads what the compiler wrote into the program. The linker's flags
// hold nothing but the version, which is told already.
func builtFrom(b *debug.BuildInfo) (out record.Build, dependencies []byte) {
	for _, s := range b.Settings {
		switch {
		case s.Key == "vcs.revision":
			out.Commit = s.Value
		case s.Key == "vcs.modified":
			out.Modified = s.Value == "true"
		case strings.HasPrefix(s.Key, "vcs"), s.Key == "-ldflags", s.Value == "":
		default:
			out.Flags = append(out.Flags, s.Key+"="+s.Value)
		}
	}
	var text strings.Builder
	for _, m := range b.Deps {
		if m.Replace != nil {
			m = m.Replace
		}
		text.WriteString(m.Path + " " + m.Version + " " + m.Sum + "\n")
	}
	if text.Len() == 0 {
		return out, nil
	}
	dependencies = []byte(text.String())
	out.Dependencies = record.Sum(dependencies)
	return out, dependencies
}
