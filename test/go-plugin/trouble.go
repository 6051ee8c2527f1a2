package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// trouble does what a test asks for at a named place: "fail", "panic", "exit", "kill", "hang" or "wait".
func trouble(ctx context.Context, asked string, place string) error {
	switch asked {
	case place + ":fail":
		return errors.New("failed at " + place)
	case place + ":panic":
		panic("panicked at " + place)
	case place + ":exit":
		os.Exit(7)
	case place + ":kill":
		syscall.Kill(os.Getpid(), syscall.SIGKILL)
		time.Sleep(time.Minute)
	case place + ":wait":
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

func say(format string, args ...interface{}) string { return fmt.Sprintf(format, args...) }
