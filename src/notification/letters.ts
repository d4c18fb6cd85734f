/** What the letters say. Plain Vietnamese, nothing about a person, one link to where the work is. */

export interface Letter {
  subject: string
  lines: string[]
  link: string
}

const day = (value: string): string => value.split('-').reverse().join('/')

export function newDocumentLetter({ title, sender, teams, ackDue, reportDue, link }: {
  title: string
  sender: string
  teams: number
  ackDue: string | null
  reportDue: string | null
  link: string
}): Letter {
  const dues = [ackDue ? `xác nhận trước hết ngày ${day(ackDue)}` : '', reportDue ? `báo cáo trước hết ngày ${day(reportDue)}` : ''].filter(Boolean)
  return {
    subject: `Công văn mới: ${title}`,
    lines: [
      `${sender} vừa giao “${title}” cho ${new Intl.NumberFormat('vi-VN').format(teams)} tổ dân vận trong địa bàn của đồng chí.`,
      dues.length ? `Các tổ cần ${dues.join(' và ')}.` : 'Nội dung này chỉ để các tổ biết, không cần báo cáo.',
    ],
    link,
  }
}

export function reportWaitingLetter({ title, unit, link }: { title: string; unit: string; link: string }): Letter {
  return {
    subject: `Báo cáo chờ duyệt: ${unit}`,
    lines: [`Tổ dân vận ${unit} vừa gửi báo cáo triển khai “${title}”. Báo cáo đang chờ đồng chí xem và duyệt.`],
    link,
  }
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
const CLOSING = 'Thư này do Lan Tỏa tự gửi, xin không trả lời.'

export function letterText({ lines, link }: Letter): string {
  return ['Kính gửi đồng chí,', ...lines, `Mở để xem: ${link}`, CLOSING].join('\n\n')
}

export function letterHtml({ lines, link }: Letter): string {
  const paragraphs = lines.map((line) => `<p>${escaped(line)}</p>`).join('')
  return `<p>Kính gửi đồng chí,</p>${paragraphs}<p><a href="${escaped(link)}">Mở để xem</a></p><p style="color:#555">${CLOSING}</p>`
}
