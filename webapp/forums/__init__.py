"""The place for boards, threads and posts: what people raise that nobody asked."""
