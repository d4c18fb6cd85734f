// Words of Payload's sign-in pages that would name the wrong thing here, in the panel's two languages. A wrong password
// and an unknown name are answered with one sentence. Read by payload.config.ts.

const wrong = { vi: 'Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy xem lại rồi thử lại.', en: 'The sign-in name or the password is wrong.' }

export const signInWords = {
  vi: {
    authentication: {
      emailOrUsername: 'Thư điện tử hoặc tên đăng nhập',
      username: 'Tên đăng nhập',
      forgotPassword: 'Quên mật khẩu',
      forgotPasswordUsernameInstructions: 'Ghi thư điện tử hoặc tên đăng nhập của bạn. Tài khoản có thư điện tử sẽ nhận được thư với đường dẫn đặt lại mật khẩu. Tài khoản không có thư điện tử: báo quản trị của đơn vị để nhận đường dẫn mới in ra giấy.',
      emailSent: 'Đã nhận yêu cầu',
      checkYourEmailForPasswordReset: 'Nếu tài khoản có thư điện tử, thư với đường dẫn đặt lại mật khẩu sẽ đến trong ít phút; hãy xem cả mục thư rác. Không có thư điện tử hoặc không thấy thư: báo quản trị của đơn vị để nhận đường dẫn mới in ra giấy.',
    },
    general: { email: 'Thư điện tử' },
    error: {
      emailOrPasswordIncorrect: wrong.vi,
      usernameOrPasswordIncorrect: wrong.vi,
      usernameAlreadyRegistered: 'Đã có tài khoản dùng thư điện tử hoặc tên đăng nhập này.',
      userEmailAlreadyRegistered: 'Đã có tài khoản dùng thư điện tử này.',
    },
  },
  en: {
    authentication: {
      emailOrUsername: 'E-mail or sign-in name',
      username: 'Sign-in name',
      forgotPasswordUsernameInstructions: 'Enter your e-mail address or sign-in name. Accounts with an address get a link by mail; without one, ask your administrator for a printed link.',
      emailSent: 'Request received',
      checkYourEmailForPasswordReset: 'If the account has an e-mail address, a link will arrive in a few minutes. Otherwise ask your administrator for a printed link.',
    },
    error: { emailOrPasswordIncorrect: wrong.en, usernameOrPasswordIncorrect: wrong.en },
  },
}
