package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// letGo closes a bundle of a class and lets the machine forget it. A class of
// hundreds is many gigabytes, each read once: kept in the page cache, they would
// push out all else there, and room for the next would have to be found anew.
func letGo(f *os.File) error {
	_ = unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED) // advice: refused, it changes nothing
	return f.Close()
}
