package inventory

import (
	"bufio"
	"container/heap"
	"errors"
	"io"
	"os"

	"constat/store/record"
)

// merged gives the files of all runs in order.
func (s *sorter) merged() (next func() (record.Held, error), done func()) {
	var open []*os.File
	done = func() {
		for _, f := range open {
			f.Close()
		}
	}
	var h heads
	last := ""
	begin := func() error {
		if len(s.held) > 0 {
			if err := s.spill(); err != nil {
				return err
			}
		}
		for _, name := range s.runs {
			f, err := os.Open(name)
			if err != nil {
				return err
			}
			open = append(open, f)
			m, err := record.NewManifestReader(bufio.NewReaderSize(f, 1<<16))
			if err != nil {
				return err
			}
			if err := h.follow(&head{run: m}); err != nil {
				return err
			}
		}
		return nil
	}
	err := begin()
	return func() (record.Held, error) {
		if err != nil || len(h) == 0 {
			return record.Held{}, errors.Join(err, eof(err))
		}
		top := h[0]
		held, key := top.held, top.key
		heap.Pop(&h)
		if key == last {
			return held, twice(io.ErrUnexpectedEOF)
		}
		last = key
		err = h.follow(top)
		return held, nil
	}, done
}

func eof(err error) error {
	if err == nil {
		return io.EOF
	}
	return nil
}

// A head is the next file of one run.
type head struct {
	run  *record.ManifestReader
	held record.Held
	key  string
}

// heads holds runs by their next file, for container/heap.
type heads []*head

func (h heads) Len() int           { return len(h) }
func (h heads) Less(i, j int) bool { return h[i].key < h[j].key }
func (h heads) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *heads) Push(x any)        { *h = append(*h, x.(*head)) }

func (h *heads) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// follow puts a run back with its next file, if it has one.
func (h *heads) follow(one *head) error {
	held, err := one.run.Next()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err != nil {
		return err
	}
	one.held, one.key = held, record.Escape(held.Path)
	heap.Push(h, one)
	return nil
}
